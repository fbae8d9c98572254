package io.wrong.profile;

import io.wrong.platform.PlatformConstant;

/** Imports what nobody may. */
final class ImportsPlatform {

    private ImportsPlatform() {}

    static long wall() {
        return PlatformConstant.HEIGHT;
    }

    static PlatformConstant self(PlatformConstant wall) {
        return wall;
    }
}
