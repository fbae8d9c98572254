/** Documents that cannot go stale: their commands are run and their tables are compared with the code. */
@NullMarked
package io.portrait.documents;

import org.jspecify.annotations.NullMarked;
