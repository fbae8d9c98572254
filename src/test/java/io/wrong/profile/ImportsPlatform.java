package io.wrong.profile;

import io.wrong.platform.PlatformConstant;

/** An import of the platform module. */
final class ImportsPlatform {

    private ImportsPlatform() {}

    static long wall() {
        return PlatformConstant.HEIGHT;
    }

    static PlatformConstant self(PlatformConstant wall) {
        return wall;
    }
}
