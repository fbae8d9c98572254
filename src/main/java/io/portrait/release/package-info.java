/**
 * What outside readers see: epochs, the public topic catalogue by version, noised profiles. In: exact cells of the
 * profiles; out: released values that no number of reads sharpens. The only caller of {@code privacy}. Must not hand out
 * anything that has not passed through a noised cell.
 */
@ApplicationModule(allowedDependencies = {"kernel", "privacy", "profile", "feature"})
@NullMarked
package io.portrait.release;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
