@NullMarked
package io.portrait.web;

import org.jspecify.annotations.NullMarked;
