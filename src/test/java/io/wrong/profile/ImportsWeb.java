package io.wrong.profile;

import io.wrong.web.OpenController;

/** Imports from the right. */
final class ImportsWeb {

    private ImportsWeb() {}

    static String hello(OpenController controller) {
        return controller.hello();
    }
}
