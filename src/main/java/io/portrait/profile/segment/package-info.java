/**
 * Segments: named rules over interests, activity and traits, in a small language. In: rules as text, exact profiles;
 * out: the segments of a profile, and the profiles of a segment. It must not know HTTP or noise. The module is open
 * because modules below the profile, which is its parent, use it.
 */
@ApplicationModule(
        type = ApplicationModule.Type.OPEN,
        allowedDependencies = {"kernel", "profile"})
@NullMarked
package io.portrait.profile.segment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
