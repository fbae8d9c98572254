package io.portrait.web;

import jakarta.servlet.http.HttpServletRequest;

/** The paths of the actuator: health is open, everything else needs a key. */
final class ActuatorPaths {

    private static final String BASE = "/actuator";
    private static final String HEALTH = BASE + "/health";

    private ActuatorPaths() {}

    static boolean contains(HttpServletRequest request) {
        return isBelow(request.getServletPath(), BASE);
    }

    static boolean isHealth(HttpServletRequest request) {
        return isBelow(request.getServletPath(), HEALTH);
    }

    private static boolean isBelow(String path, String base) {
        return path.startsWith(base) && (path.length() == base.length() || path.charAt(base.length()) == '/');
    }
}
