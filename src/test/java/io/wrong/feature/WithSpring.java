package io.wrong.feature;

import org.springframework.stereotype.Component;

/** Is a bean. */
@Component
class WithSpring {}
