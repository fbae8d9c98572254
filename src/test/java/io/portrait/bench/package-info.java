/**
 * Benchmarks of what each event costs (JMH), and the made-up shop they measure with. Those of package-private classes are
 * beside their classes; all are named {@code …Benchmark}. Not part of the service. {@code ./mvnw -Pbench test-compile
 * exec:exec} runs them all, {@code -Dbench="StateLayout -f 1"} those with that name, once.
 */
@NullMarked
package io.portrait.bench;

import org.jspecify.annotations.NullMarked;
