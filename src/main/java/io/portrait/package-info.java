/** The application itself; each direct sub-package is a module. See {@code src/docs/architecture.md}. */
@NullMarked
package io.portrait;

import org.jspecify.annotations.NullMarked;
