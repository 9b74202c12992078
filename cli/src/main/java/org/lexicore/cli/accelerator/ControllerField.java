package org.lexicore.cli.accelerator;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.lexicore.cli.terminal.Nearest;
import org.lexicore.model.Problems;
import org.lexicore.model.dram.AddressMap;
import org.lexicore.model.dram.ControllerSettings;
import org.lexicore.model.dram.DramStandard;
import org.lexicore.model.dram.PagePolicy;

/**
 * One parameter of the DRAM controllers: a field in the section {@code dram} of {@code accelerator.yaml}, where it counts
 * unless the kind is {@code ideal}, and of {@code lexicore dram-trace --set}.
 *
 * @param value its value in given settings, as a file states it
 */
public record ControllerField(String name, FieldKind kind, Function<ControllerSettings, Object> value, String meaning) {
  /** Every parameter, in the order of the file. */
  static final List<ControllerField> ALL =
      List.of(
          number("channels", ControllerSettings::channels, "channels side by side, a power of two up to 64"),
          number("ranks", ControllerSettings::ranks, "ranks a channel: 1, 2, 4 or 8"),
          number("read_queue", ControllerSettings::readQueue, "reads that a channel's controller chooses from"),
          number("write_queue", ControllerSettings::writeQueue, "writes that a channel's controller chooses from"),
          number("write_high_percent", ControllerSettings::writeHighPercent, "a fuller write queue goes before reads"),
          number("write_low_percent", ControllerSettings::writeLowPercent, "a less full one lets reads go again"),
          new ControllerField(
              "address_map", FieldKind.ADDRESS_MAP, s -> s.addressMap().word(), "fields of an address, highest bits first"),
          new ControllerField(
              "page_policy", FieldKind.PAGE_POLICY, s -> s.pagePolicy().word(), "what becomes of a row after an access"),
          new ControllerField("refresh", FieldKind.SWITCH, s -> s.refresh() ? "on" : "off", "whether rows are refreshed"),
          number("crossing_bursts", ControllerSettings::crossingBursts, "bursts of each direction that the clock crossing holds"),
          number("synchroniser_cycles", ControllerSettings::synchroniserCycles, "flip-flops behind the clock crossing"));

  private static ControllerField number(String name, Function<ControllerSettings, Integer> value, String meaning) {
    return new ControllerField(name, FieldKind.INTEGER, s -> (long) value.apply(s), meaning);
  }

  /** Its value where nothing is said. */
  String fallbackText() {
    List<String> different =
        Arrays.stream(DramStandard.values())
            .map(standard -> String.valueOf(value.apply(ControllerSettings.of(standard)))).distinct().toList();
    return String.join(", ", different) + (different.size() == 1 ? "" : " by kind");
  }

  /** The settings that {@code values} say, each found by its field's name. */
  static ControllerSettings settings(Function<String, Object> values) {
    return new ControllerSettings(
        integer(values, "channels"), integer(values, "ranks"), integer(values, "read_queue"), integer(values, "write_queue"),
        integer(values, "write_high_percent"), integer(values, "write_low_percent"),
        AddressMap.of((String) values.apply("address_map")).orElseThrow(),
        PagePolicy.of((String) values.apply("page_policy")).orElseThrow(),
        values.apply("refresh").equals("on"), integer(values, "crossing_bursts"), integer(values, "synchroniser_cycles"));
  }

  private static int integer(Function<String, Object> values, String name) {
    return Math.toIntExact((long) values.apply(name));
  }

  /** The parameters of {@code settings} by name. */
  public static Map<String, Object> values(ControllerSettings settings) {
    Map<String, Object> values = new LinkedHashMap<>();
    ALL.forEach(field -> values.put(field.name, field.value.apply(settings)));
    return values;
  }

  /**
   * The defaults of {@code standard} with {@code settings}, each {@code name=value}; what is wrong goes to {@code problems}.
   */
  public static ControllerSettings settings(DramStandard standard, List<String> settings, Problems problems) {
    ControllerSettings defaults = ControllerSettings.of(standard);
    Map<String, Object> values = values(defaults);
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      String name = setting.substring(0, Math.max(0, equals)).strip();
      if (equals < 1) {
        problems.add("--set %s: write --set parameter=value, e.g. --set read_queue=64", setting);
      } else if (!values.containsKey(name)) {
        problems.add("--set %s: is not a parameter of the controllers; %s", name, Nearest.remedy(name, values.keySet()));
      } else {
        ControllerField field = ALL.stream().filter(one -> one.name.equals(name)).findFirst().orElseThrow();
        String text = setting.substring(equals + 1).strip();
        Object value = field.kind.parse(text);
        problems.require(
            value != null, "--set %s: \"%s\" is not %s; %s", name, text, field.kind.noun(), field.kind.remedy(text, values.get(name)));
        values.put(name, value == null ? values.get(name) : value);
      }
    }
    ControllerSettings chosen = settings(values::get);
    chosen.validate("--set ", problems);
    return chosen;
  }
}
