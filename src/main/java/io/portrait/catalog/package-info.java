/**
 * Items and topics. In: item drafts; out: items by revision, so that an event can be learned again exactly as it was
 * first learned, and the topics in use. It must not know events or persons.
 */
@ApplicationModule(allowedDependencies = {"kernel"})
@NullMarked
package io.portrait.catalog;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
