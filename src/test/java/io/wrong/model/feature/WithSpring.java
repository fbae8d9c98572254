package io.wrong.model.feature;

import org.springframework.stereotype.Component;

/** Is a bean. */
@Component
class WithSpring {}
