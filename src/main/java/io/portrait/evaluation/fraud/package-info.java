/** The task {@code fraud}: card payments whose labels arrive late, with the Fraud Detection Handbook's protocol. */
@NullMarked
package io.portrait.evaluation.fraud;

import org.jspecify.annotations.NullMarked;
