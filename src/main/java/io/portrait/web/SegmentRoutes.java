package io.portrait.web;

import io.portrait.dialect.Call;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The paths of Segment's HTTP tracking API: each call and the batches, with their short forms. */
final class SegmentRoutes {

    static final String IDENTIFY = "/v1/identify";
    static final String I = "/v1/i";
    static final String TRACK = "/v1/track";
    static final String T = "/v1/t";
    static final String PAGE = "/v1/page";
    static final String P = "/v1/p";
    static final String SCREEN = "/v1/screen";
    static final String S = "/v1/s";
    static final String GROUP = "/v1/group";
    static final String G = "/v1/g";
    static final String ALIAS = "/v1/alias";
    static final String A = "/v1/a";
    static final String BATCH = "/v1/batch";
    static final String IMPORT = "/v1/import";
    static final String B = "/v1/b";

    /** All of them with a slash at the end, as some clients send it. */
    static final String[] WITH_SLASH;

    private static final Set<String> BATCHES = Set.of(BATCH, IMPORT, B);
    private static final Map<String, Call> CALLS = new HashMap<>();

    static {
        put(Call.IDENTIFY, IDENTIFY, I);
        put(Call.TRACK, TRACK, T);
        put(Call.PAGE, PAGE, P);
        put(Call.SCREEN, SCREEN, S);
        put(Call.GROUP, GROUP, G);
        put(Call.ALIAS, ALIAS, A);
        List<String> all = new ArrayList<>(BATCHES);
        all.addAll(CALLS.keySet());
        WITH_SLASH = all.stream().map(path -> path + "/").toArray(String[]::new);
    }

    private SegmentRoutes() {}

    private static void put(Call call, String... paths) {
        Arrays.stream(paths).forEach(path -> CALLS.put(path, call));
    }

    /** Whether it is one of them, with or without a slash at the end. */
    static boolean include(String path) {
        return isBatch(path) || CALLS.containsKey(withoutSlash(path));
    }

    static boolean isBatch(String path) {
        return BATCHES.contains(withoutSlash(path));
    }

    /** The call of one of the routes that are not batches. */
    static Call callOf(String path) {
        Call call = CALLS.get(withoutSlash(path));
        if (call == null) {
            throw new IllegalArgumentException(path + " is no call");
        }
        return call;
    }

    private static String withoutSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
