/**
 * Benchmarks (JMH) of the work for each event, and the synthetic shop that they use. Benchmarks of package-private
 * classes are in the packages of these classes; all are named {@code …Benchmark}. Not part of the service.
 * {@code ./mvnw -Pbench test-compile exec:exec} runs all of them, {@code -Dbench="UserStateCodec -f 1"} those with that
 * name, in one fork.
 */
@NullMarked
package io.portrait.bench;

import org.jspecify.annotations.NullMarked;
