package org.lexicore.compiler.note;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.lexicore.model.network.LayerWeights;

/**
 * A weight whose codes do not reach the accelerator as codes: it is loaded as int8 weights instead.
 *
 * @param weight name of the weight or of its layer
 * @param why what stands against its codes
 * @param remedy what would keep them
 * @param weights number of weights
 * @param indexBits what its indices take
 * @param codebookBits what each of its codebooks takes, by what tells it from others
 */
public record ExpandedCodes(
    String weight, String why, String remedy, long weights, long indexBits, Map<String, Long> codebookBits) {
  public ExpandedCodes {
    codebookBits = Map.copyOf(codebookBits);
  }

  /** What becomes of the weights. */
  public enum Effect {
    /** The layers run all the same, on int8 weights. */
    RUN("on int8 weights instead of its codes", "on int8 weights instead of their codes"),
    /** They are stored with codes that no accelerator runs as codes. */
    WILL_RUN("coded, but runs on int8 weights on every accelerator", "coded, but run on int8 weights on every accelerator"),
    /** They are compressed, whatever codes they had. */
    STORED_WITHOUT("stored without the codes of the file", "stored without the codes of the file");

    private final String one;
    private final String several;

    Effect(String one, String several) {
      this.one = one;
      this.several = several;
    }
  }

  /** The codes of {@code coded}, which is {@code weight}. */
  public static ExpandedCodes of(String weight, LayerWeights.Coded coded, String why, String remedy) {
    long indices = (long) coded.indices().length * coded.codebook().indexBits();
    Map<String, Long> book = Map.of(coded.codebook().sha256(), 8L * coded.codebook().codewords().length);
    return new ExpandedCodes(weight, why, remedy, (long) coded.outputs() * coded.rowLength(), indices, book);
  }

  /**
   * One line for each reason: which layers, why, what it costs, and what helps.
   *
   * @param labels what to call a weight
   */
  public static List<String> lines(List<ExpandedCodes> all, Effect effect, UnaryOperator<String> labels) {
    Map<List<String>, List<ExpandedCodes>> byReason = new LinkedHashMap<>();
    all.forEach(it -> byReason.computeIfAbsent(List.of(it.why, it.remedy), reason -> new ArrayList<>()).add(it));
    return byReason.values().stream().map(alike -> line(alike, effect, labels)).toList();
  }

  private static String line(List<ExpandedCodes> alike, Effect effect, UnaryOperator<String> labels) {
    Set<String> names = new LinkedHashSet<>();
    Map<String, Long> books = new LinkedHashMap<>();
    long weights = 0;
    long bits = 0;
    for (ExpandedCodes one : alike) {
      names.add(labels.apply(one.weight));
      books.putAll(one.codebookBits);
      weights += one.weights;
      bits += one.indexBits;
    }
    bits += books.values().stream().mapToLong(Long::longValue).sum();
    String listed = Names.of(List.copyOf(names));
    String who = names.size() == 1 ? listed + " is " + effect.one : names.size() + " layers are " + effect.several + " (" + listed + ")";
    String cost = switch (effect) {
      case RUN, WILL_RUN -> String.format(Locale.ROOT, "8 bits per weight instead of %.2f, %d bytes instead of %d, codebooks included",
          (double) bits / weights, weights, Math.ceilDiv(bits, 8L));
      case STORED_WITHOUT -> String.format(Locale.ROOT, "those took %.2f bits per weight, %d bytes, codebooks included",
          (double) bits / weights, Math.ceilDiv(bits, 8L));
    };
    return who + ": " + alike.getFirst().why + "; " + cost + "; " + alike.getFirst().remedy;
  }
}
