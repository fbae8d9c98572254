package io.portrait.web;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The header {@code Prefer} (RFC 7240), of which {@code wait} is supported. */
final class PreferHeader {

    static final String NAME = "Prefer";

    private PreferHeader() {}

    /** A check whether the caller wants the response only after the profiles show the change. */
    static boolean wantsWait(@Nullable String prefer) {
        return prefer != null && prefer.toLowerCase(Locale.ROOT).contains("wait");
    }
}
