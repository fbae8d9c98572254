package io.wrong.profile;

import io.wrong.web.OpenController;

/** Imports from the right. */
final class KnowsWeb {

    private KnowsWeb() {}

    static String hello(OpenController controller) {
        return controller.hello();
    }
}
