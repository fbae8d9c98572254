package io.wrong.profile;

import io.wrong.web.OpenController;

/** An import of the web module. */
final class ImportsWeb {

    private ImportsWeb() {}

    static String hello(OpenController controller) {
        return controller.hello();
    }
}
