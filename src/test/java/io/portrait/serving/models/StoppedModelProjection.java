package io.portrait.serving.models;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * An extension that stops the model projection of the service while the tests of a class run. The service stores a snapshot
 * after each relearning, and that snapshot would take the place of the one that a test expects.
 */
final class StoppedModelProjection implements BeforeAllCallback, AfterAllCallback {

    @Override
    public void beforeAll(ExtensionContext context) {
        projection(context).stop();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        projection(context).start();
    }

    private static GlobalModelProjection projection(ExtensionContext context) {
        return SpringExtension.getApplicationContext(context).getBean(GlobalModelProjection.class);
    }
}
