package io.portrait.web;

import io.portrait.ingest.format.TrackingCall;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The paths of Segment's HTTP tracking API: calls and batches, long and short. */
final class TrackingApiRoutes {

    static final String IDENTIFY = "/v1/identify";
    static final String IDENTIFY_SHORT = "/v1/i";
    static final String TRACK = "/v1/track";
    static final String TRACK_SHORT = "/v1/t";
    static final String PAGE = "/v1/page";
    static final String PAGE_SHORT = "/v1/p";
    static final String SCREEN = "/v1/screen";
    static final String SCREEN_SHORT = "/v1/s";
    static final String GROUP = "/v1/group";
    static final String GROUP_SHORT = "/v1/g";
    static final String ALIAS = "/v1/alias";
    static final String ALIAS_SHORT = "/v1/a";
    static final String BATCH = "/v1/batch";
    static final String IMPORT = "/v1/import";
    static final String BATCH_SHORT = "/v1/b";

    /** All paths with a trailing slash, which some clients send. */
    static final String[] WITH_TRAILING_SLASH;

    private static final Set<String> BATCHES = Set.of(BATCH, IMPORT, BATCH_SHORT);
    private static final Map<String, TrackingCall> CALLS = new HashMap<>();

    static {
        put(TrackingCall.IDENTIFY, IDENTIFY, IDENTIFY_SHORT);
        put(TrackingCall.TRACK, TRACK, TRACK_SHORT);
        put(TrackingCall.PAGE, PAGE, PAGE_SHORT);
        put(TrackingCall.SCREEN, SCREEN, SCREEN_SHORT);
        put(TrackingCall.GROUP, GROUP, GROUP_SHORT);
        put(TrackingCall.ALIAS, ALIAS, ALIAS_SHORT);
        List<String> all = new ArrayList<>(BATCHES);
        all.addAll(CALLS.keySet());
        WITH_TRAILING_SLASH = all.stream().map(path -> path + "/").toArray(String[]::new);
    }

    private TrackingApiRoutes() {}

    private static void put(TrackingCall call, String... paths) {
        Arrays.stream(paths).forEach(path -> CALLS.put(path, call));
    }

    /** A check whether a path is one of them, with or without a trailing slash. */
    static boolean contains(String path) {
        return isBatch(path) || CALLS.containsKey(withoutTrailingSlash(path));
    }

    static boolean isBatch(String path) {
        return BATCHES.contains(withoutTrailingSlash(path));
    }

    /** The call of a path that is not a batch path. */
    static TrackingCall callOf(String path) {
        TrackingCall call = CALLS.get(withoutTrailingSlash(path));
        if (call == null) {
            throw new IllegalArgumentException(path + " is not the path of a tracking call");
        }
        return call;
    }

    private static String withoutTrailingSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
