@NullMarked
package io.portrait.ingest;

import org.jspecify.annotations.NullMarked;
