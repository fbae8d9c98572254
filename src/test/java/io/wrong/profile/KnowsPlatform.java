package io.wrong.profile;

import io.wrong.platform.Wall;

/** Imports what nobody may. */
final class KnowsPlatform {

    private KnowsPlatform() {}

    static long wall() {
        return Wall.HEIGHT;
    }

    static Wall self(Wall wall) {
        return wall;
    }
}
