package org.lexicore.cli.campaign;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lexicore.model.InputException;

/**
 * What names a case, on the command line too: a seed, a number, and what was taken away from the case drawn with them.
 *
 * @param reductions key → value, as {@link Reductions} reads them
 * @param hardware the accelerator that all cases have, and the options that name it; none: each its own
 */
public record CaseCode(long seed, int number, SequencedMap<String, String> reductions, Optional<GivenHardware> hardware) {
  private static final Pattern PLACE = Pattern.compile("(-?\\d{1,18}):(\\d{1,9})");

  public CaseCode {
    reductions = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(reductions));
  }

  /** Case {@code number} of {@code seed} as it is drawn, on given hardware. */
  static CaseCode of(long seed, int number, Optional<GivenHardware> hardware) {
    return new CaseCode(seed, number, new LinkedHashMap<>(), hardware);
  }

  /** Case {@code number} of {@code seed} as it is drawn. */
  static CaseCode of(long seed, int number) {
    return of(seed, number, Optional.empty());
  }

  /**
   * Reads what {@link #replay} writes.
   *
   * @param place {@code SEED:CASE}
   * @param reductions each {@code KEY=VALUE}
   */
  public static CaseCode parse(String place, List<String> reductions) {
    return parse(place, reductions, Optional.empty());
  }

  /** The same on given hardware. */
  public static CaseCode parse(String place, List<String> reductions, Optional<GivenHardware> hardware) {
    Matcher matcher = PLACE.matcher(place);
    if (!matcher.matches()) {
      throw new InputException("--replay " + place + ": write --replay SEED:CASE, e.g. --replay 1:12");
    }
    SequencedMap<String, String> map = new LinkedHashMap<>();
    for (String reduction : reductions) {
      int equals = reduction.indexOf('=');
      if (equals < 1) {
        throw new InputException("--reduce " + reduction + ": write --reduce KEY=VALUE, e.g. --reduce layers=0..1");
      }
      map.put(reduction.substring(0, equals), reduction.substring(equals + 1));
    }
    return new CaseCode(Long.parseLong(matcher.group(1)), Integer.parseInt(matcher.group(2)), map, hardware);
  }

  /** With one more reduction, or another value of one. */
  CaseCode with(Map.Entry<String, String> reduction) {
    SequencedMap<String, String> more = new LinkedHashMap<>(reductions);
    more.put(reduction.getKey(), reduction.getValue());
    return new CaseCode(seed, number, more, hardware);
  }

  /** The case; empty if its reductions leave none. */
  Optional<CampaignCase> draw() {
    return Reductions.apply(DrawCase.of(seed, number, hardware.map(GivenHardware::accelerator)), reductions);
  }

  /** The command that runs it alone. */
  public String replay() {
    List<String> words = new ArrayList<>(List.of("lexicore", "campaign", "--replay", seed + ":" + number));
    reductions.forEach((key, value) -> Collections.addAll(words, "--reduce", key + "=" + value));
    hardware.ifPresent(given -> words.addAll(given.options()));
    return String.join(" ", words);
  }
}
