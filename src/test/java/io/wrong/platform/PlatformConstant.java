package io.wrong.platform;

/** Something to import. */
public final class PlatformConstant {

    /** Of no meaning. */
    public static final long HEIGHT = 2;

    private PlatformConstant() {}
}
