package org.lexicore.rtl;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.instruction.Unit;

/** The parameters of {@code lexicore_core}: everything about the hardware that is a number. */
final class CoreParameters {
  private CoreParameters() {}

  /** Values by name, in the order of the module's declaration. */
  static Map<String, Integer> of(Accelerator a) {
    Map<String, Integer> all = new LinkedHashMap<>();
    all.put("ROWS", a.array().rows());
    all.put("COLUMNS", a.array().columns());
    all.put("PORTS", a.codebook().ports());
    all.put("ENTRY_BITS", a.entryBits());
    all.put("BOOK_BITS", Accelerator.log2(a.codebook().books()));
    all.put("CODEWORD_BYTES", a.codewordBytes());
    all.put("LANES", a.postprocess().lanes());
    all.put("WORD_BYTES", a.wordBytes());
    all.put("ADDRESS_BITS", a.axi().addressBits());
    all.put("OUTSTANDING_READS", a.axi().outstandingReads());
    all.put("OUTSTANDING_WRITES", a.axi().outstandingWrites());
    all.put("ACTIVATION_BYTES", a.activationBytes());
    all.put("RESIDUAL_BYTES", a.residualBytes());
    all.put("INDEX_BYTES", a.indexWords() * a.wordBytes());
    all.put("PARAMETER_BYTES", a.parameterGroups() * 8 * a.postprocess().lanes());
    all.put("RESULT_BYTES", a.resultBytes());
    all.put("ACCUMULATOR_DEPTH", a.accumulatorDepth());
    for (Unit unit : Unit.values()) {
      all.put(unit.name() + "_BITS", FieldsView.bits(unit));
    }
    return all;
  }

  /**
   * The text of {@code lexicore_core.v} with this configuration as the parameters' defaults, so that the core can be a top module of
   * its own.
   */
  static String into(String text, Accelerator accelerator) {
    String result = text;
    for (Map.Entry<String, Integer> parameter : of(accelerator).entrySet()) {
      String pattern = "(?m)^( +parameter " + parameter.getKey() + " += )[0-9]+";
      String replaced = result.replaceFirst(pattern, "$1" + parameter.getValue());
      if (replaced.equals(result) && !Pattern.compile(pattern).matcher(result).find()) {
        throw new IllegalStateException("lexicore_core has no parameter " + parameter.getKey());
      }
      result = replaced;
    }
    return result;
  }
}
