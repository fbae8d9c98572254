/**
 * Segments: named rules over interests, activity and traits, in a small language. In: rules as text, exact profiles; out:
 * the segments that a profile is in, and the profiles of a segment. Knows no HTTP and no noise.
 */
@ApplicationModule(allowedDependencies = {"kernel", "profile"})
@NullMarked
package io.portrait.segment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
