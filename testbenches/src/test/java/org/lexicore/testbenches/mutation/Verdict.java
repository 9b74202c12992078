package org.lexicore.testbenches.mutation;

/** What the benches say of a changed design. */
enum Verdict {
  LOCKSTEP,
  MODULES,
  STRESS,
  ICARUS,
  /** All checks pass. */
  SURVIVED,
  /** Verilator's model is that of the sound design: there is nothing to see on this accelerator. */
  SAME,
  /** It is no Verilog. */
  INVALID;

  static Verdict caughtBy(String check) {
    return valueOf(check.toUpperCase(java.util.Locale.ROOT));
  }

  boolean caught() {
    return switch (this) {
      case LOCKSTEP, MODULES, STRESS, ICARUS -> true;
      case SURVIVED, SAME, INVALID -> false;
    };
  }
}
