package org.lexicore.reports.area;

import java.util.function.ToDoubleFunction;
import org.lexicore.model.accelerator.Accelerator;

/**
 * Something that a module is made of, counted from an accelerator's parameters: bits, adders, choices.
 *
 * @param name in words, with which the calibration's file states the area of one
 * @param amount how much of it an accelerator has, in all instances of the module
 */
record Term(String name, ToDoubleFunction<Accelerator> amount) {
  double in(Accelerator accelerator) {
    return amount.applyAsDouble(accelerator);
  }
}
