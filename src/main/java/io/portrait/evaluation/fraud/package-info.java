/** The task {@code fraud}: card transactions whose labels come late, with the Fraud Detection Handbook's protocol. */
@NullMarked
package io.portrait.evaluation.fraud;

import org.jspecify.annotations.NullMarked;
