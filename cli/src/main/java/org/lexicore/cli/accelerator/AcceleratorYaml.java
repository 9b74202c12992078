package org.lexicore.cli.accelerator;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.lexicore.cli.terminal.Nearest;
import org.lexicore.model.InputException;
import org.lexicore.model.Problems;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.CodebookStore;
import org.lexicore.model.accelerator.WriteOrder;
import org.lexicore.model.dram.DramStandard;

/**
 * Reads {@code accelerator.yaml}: strictly, and with all problems at once, each with its line and a remedy.
 *
 * <p>A value of {@code --set path=value} replaces the file's before anything is checked.
 */
public final class AcceleratorYaml {
  private static final Accelerator.Host NOTHING_KNOWN =
      new Accelerator.Host(OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());

  private final YamlValues yaml;
  private final String file;
  private final Problems problems;
  private final Map<String, Object> values = new LinkedHashMap<>();
  private final Set<String> bad = new HashSet<>();

  private AcceleratorYaml(String file, YamlValues yaml, Problems problems) {
    this.file = file;
    this.yaml = yaml;
    this.problems = problems;
  }

  /**
   * The accelerator that {@code file} states.
   *
   * @param settings overrides, each {@code path=value}
   * @throws InputException with every problem of file and settings
   */
  public static Accelerator read(Path file, List<String> settings) {
    String text;
    try {
      text = Files.readString(file);
    } catch (MalformedInputException e) {
      throw new InputException(file + ": is not UTF-8 text; give an accelerator.yaml as `lexicore init` writes it");
    } catch (IOException e) {
      if (Files.isDirectory(file)) {
        throw new InputException(file + ": is a folder; name an accelerator.yaml");
      }
      throw new InputException(file + ": cannot be read; `lexicore init -o " + file + "` writes one to start from");
    }
    Accelerator accelerator = parse(file.toString(), text, settings);
    return accelerator.codebook().content().isEmpty() ? accelerator : withContentBeside(file, accelerator);
  }

  /** As {@link #read}, from {@code text}; {@code file} is for messages. */
  public static Accelerator parse(String file, String text, List<String> settings) {
    Problems problems = new Problems();
    YamlValues yaml = YamlValues.parse(file, text, problems);
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      if (equals < 1) {
        problems.add("--set %s: write --set section.field=value, e.g. --set array.rows=8", setting);
      } else {
        yaml.override(setting.substring(0, equals).strip(), setting.substring(equals + 1).strip());
      }
    }
    return new AcceleratorYaml(file, yaml, problems).build();
  }

  private Accelerator build() {
    reportUnknown();
    AcceleratorField.ALL.forEach(this::take);
    Accelerator accelerator = assemble();
    brokenRules(accelerator).stream().filter(problem -> bad.stream().noneMatch(problem::contains)).forEach(this::addPlaced);
    problems.throwIfAny();
    return accelerator;
  }

  private static List<String> brokenRules(Accelerator accelerator) {
    Problems rules = new Problems();
    accelerator.validate(rules);
    try {
      rules.throwIfAny();
      return List.of();
    } catch (InputException broken) {
      return broken.problems();
    }
  }

  /** A rule's message begins with the field's path; the line is put before it. */
  private void addPlaced(String problem) {
    String path = problem.substring(0, problem.indexOf(':'));
    problems.add("%s: %s", yaml.placeOf(path), problem.replaceFirst(":", ""));
  }

  private void reportUnknown() {
    Set<String> known = new HashSet<>();
    AcceleratorField.ALL.forEach(field -> known.add(field.path()));
    Set<String> sections = new HashSet<>();
    AcceleratorField.ALL.forEach(field -> sections.add(field.section()));
    for (String path : yaml.sectionPaths()) {
      if (known.contains(path)) {
        bad.add(path);
        problems.add("%s: %s takes one value, not fields of its own", yaml.placeOf(path), path);
      } else if (!sections.contains(path)) {
        problems.add("%s: %s is not a section; %s", yaml.placeOf(path), path, Nearest.remedy(path, sections));
      }
    }
    for (String path : yaml.paths()) {
      boolean inUnknownSection = path.contains(".") && !sections.contains(path.substring(0, path.lastIndexOf('.')));
      if (sections.contains(path) && yaml.at(path).text().isEmpty()) {
        continue; // a section all of whose fields are comments
      }
      if (sections.contains(path)) {
        problems.add("%s: %s is a section; write its fields below it, indented", yaml.placeOf(path), path);
      } else if (!known.contains(path) && (!inUnknownSection || yaml.placeOf(path).startsWith("--set"))) {
        problems.add("%s: %s is not a field; %s", yaml.placeOf(path), path, Nearest.remedy(path, known));
      }
    }
  }

  private void take(AcceleratorField field) {
    YamlValues.Scalar scalar = yaml.at(field.path());
    Object value = scalar != null ? convert(field, scalar) : bad.contains(field.path()) ? null : absent(field);
    if (value == null) {
      bad.add(field.path());
      value = field.hasPlaceholder() ? "" : field.example() instanceof Integer number ? (Object) number.longValue() : field.example();
    }
    values.put(field.path(), value);
  }

  private Object absent(AcceleratorField field) {
    Object value = field.fallback().map(fallback -> fallback.apply(values)).orElse(null);
    if (value == null) {
      String where = field.section().isEmpty() ? "at the top" : "under " + field.section();
      problems.add("%s: %s is missing; write \"%s: %s\" %s", file, field.path(), field.key(), field.example(), where);
    }
    return value;
  }

  private Object convert(AcceleratorField field, YamlValues.Scalar scalar) {
    Object value = field.kind().parse(scalar.text());
    if (value == null) {
      String remedy = field.hasPlaceholder() ? "write one, or leave it out" : field.kind().remedy(scalar.text(), field.example());
      problems.add("%s: %s \"%s\" is not %s; %s", scalar.place(), field.path(), scalar.text(), field.kind().noun(), remedy);
    }
    return value;
  }

  private Accelerator assemble() {
    return new Accelerator(
        integer("version"),
        text("name"),
        new Accelerator.Array(integer("array.rows"), integer("array.columns")),
        ((Number) values.get("clock_mhz")).doubleValue(),
        new Accelerator.Technology(
            integer("technology.node_nm"), number("technology.gate_um2"), number("technology.sram_bit_um2"),
            number("technology.rom_bit_um2")),
        store(),
        new Accelerator.Buffers(
            integer("buffers.activations_kib"), integer("buffers.accumulators_kib"), integer("buffers.indices_kib"),
            integer("buffers.results_kib"), integer("buffers.residuals_kib"), integer("buffers.parameters_kib")),
        new Accelerator.Postprocess(integer("postprocess.lanes")),
        new Accelerator.Axi(
            integer("axi.data_bits"), integer("axi.address_bits"), integer("axi.outstanding_reads"),
            integer("axi.outstanding_writes")),
        dram(), host());
  }

  private CodebookStore store() {
    CodebookStore store = CodebookStore.Kind.of(text("codebook.place")).orElseThrow().apply(new CodebookStore.Capacity(
        integer("codebook.entries"), integer("codebook.dimension"), integer("codebook.ports"), integer("codebook.books")));
    String content = text("codebook.content");
    return content.isEmpty() ? store : store.withContent(content);
  }

  private Accelerator.Dram dram() {
    Optional<DramStandard> standard = DramStandard.of(text("dram.kind"));
    return standard.isPresent()
        ? new Accelerator.Dram.Timed(standard.get(), ControllerField.settings(name -> values.get("dram." + name)))
        : new Accelerator.Dram.Ideal(
            integer("dram.latency_cycles"), integer("dram.bytes_per_cycle"), integer("dram.stall_percent"), integer("dram.stall_seed"),
            WriteOrder.of(text("dram.write_order")).orElseThrow());
  }

  private Optional<Accelerator.Host> host() {
    var host = new Accelerator.Host(
        number("host.gops"), number("host.gb_per_s"), number("host.pj_per_op"), number("host.pj_per_byte"));
    return Optional.of(host).filter(it -> !it.equals(NOTHING_KNOWN));
  }

  private int integer(String path) {
    return Math.toIntExact((long) values.get(path));
  }

  /** A number that may be unset. */
  private OptionalDouble number(String path) {
    return values.get(path) instanceof Double number ? OptionalDouble.of(number) : OptionalDouble.empty();
  }

  private String text(String path) {
    return (String) values.get(path);
  }

  private static Accelerator withContentBeside(Path file, Accelerator a) {
    Path content = file.toAbsolutePath().resolveSibling(a.codebook().content().orElseThrow()).normalize();
    if (!Files.isReadable(content)) {
      throw new InputException(file + ": codebook.content " + content + " cannot be read; give a codebook that `lexicore codebook` wrote");
    }
    return new Accelerator(a.version(), a.name(), a.array(), a.clockMhz(), a.technology(), a.codebook().withContent(content.toString()),
        a.buffers(), a.postprocess(), a.axi(), a.dram(), a.host());
  }
}
