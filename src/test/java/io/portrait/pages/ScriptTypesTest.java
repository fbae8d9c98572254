package io.portrait.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.support.NodePackages;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The types of the pages' scripts, declared in JSDoc, are checked by the TypeScript compiler. */
class ScriptTypesTest {

    @Test
    void theScriptsHaveNoTypeErrors() throws IOException, InterruptedException {
        Path packages = NodePackages.install();
        Path output = packages.resolve("tsc.log");
        int exitCode =
                NodePackages.run(packages, output, "node", "node_modules/typescript/bin/tsc", "-p", "jsconfig.json");
        assertThat(exitCode).as(() -> NodePackages.read(output)).isZero();
    }
}
