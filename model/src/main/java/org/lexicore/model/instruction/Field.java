package org.lexicore.model.instruction;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * One field of an instruction. The annotated record components, in their order, are the one source of the encoding: Java, Verilog,
 * C header and {@code docs/instruction-set.md} are made from them.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Field {
  /** Width in bits, 1 to 32. */
  int bits();

  /** Whether the field is two's complement. */
  boolean signed() default false;

  /** The least value: with a smaller one the instruction is illegal. */
  int least() default 0;

  /** Whether it must be a multiple of the bytes of an AXI word: else the instruction is illegal. */
  boolean aligned() default false;

  /** What it says, with its unit. */
  String meaning();
}
