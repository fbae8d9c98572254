package io.wrong.model.feature;

import org.springframework.stereotype.Component;

/** A Spring bean in a pure module. */
@Component
class WithSpring {}
