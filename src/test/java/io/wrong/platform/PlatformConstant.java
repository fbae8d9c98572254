package io.wrong.platform;

/** A constant to import. */
public final class PlatformConstant {

    /** An arbitrary value. */
    public static final long HEIGHT = 2;

    private PlatformConstant() {}
}
