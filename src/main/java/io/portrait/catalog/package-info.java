/**
 * Items and topics: what an event can be about. In: item drafts; out: items by revision, so that an event can be learned
 * again exactly as it was met, and the topics in use. Knows no events and no people.
 */
@ApplicationModule(allowedDependencies = "kernel")
@NullMarked
package io.portrait.catalog;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
