package org.lexicore.rtl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.lexicore.model.accelerator.Accelerator;

/** The Verilog files of one accelerator, each with a first line that says what it belongs to. */
final class Verilog {
  private final Map<String, String> modules = new LinkedHashMap<>();
  private final String firstLine;

  Verilog(Accelerator accelerator, byte[] rom, long hash) {
    firstLine = String.format("// Lexicore %s, configuration %016x", RtlGenerator.VERSION, hash);
    Templates templates = new Templates();
    for (FieldsView fields : FieldsView.all()) {
      add(fields.module(), templates.render("lexicore_fields.v.vm", fields));
    }
    add("lexicore_fetch", templates.render("lexicore_fetch.v.vm", LegalityView.all()));
    add("lexicore_registers", templates.render("lexicore_registers.v.vm", RegistersView.of(hash)));
    CodebookView codebook = CodebookView.of(accelerator, rom);
    if (accelerator.codebook().isFixed()) {
      add("lexicore_rom", templates.render("lexicore_rom.v.vm", codebook));
    }
    add("lexicore_codebook", templates.render("lexicore_codebook.v.vm", codebook));
    Library.MODULES.forEach(module -> add(module, Library.text(module)));
    add("lexicore_core", CoreParameters.into(Library.text("lexicore_core"), accelerator));
    add("lexicore", templates.render("lexicore.v.vm", TopView.of(accelerator)));
  }

  /** File texts by file name. */
  Map<String, String> files() {
    return modules.entrySet().stream().collect(Collectors.toMap(module -> module.getKey() + ".v", Map.Entry::getValue));
  }

  /** Module texts by module name, in the order of the list. */
  Map<String, String> modules() {
    return modules;
  }

  /** The list of files for {@code -f}, relative to the folder of the list. */
  String fileList() {
    List<String> lines = new ArrayList<>();
    lines.add(firstLine);
    modules.keySet().forEach(module -> lines.add(module + ".v"));
    return String.join("\n", lines) + "\n";
  }

  /** The names of the files for {@code accelerator}, in the order of the list. */
  static List<String> fileNames(Accelerator accelerator) {
    return new Verilog(accelerator, new byte[0], 0).modules.keySet().stream().map(module -> module + ".v").toList();
  }

  private void add(String module, String text) {
    String guarded = text.replaceFirst("(?m)^module ", "`default_nettype none\n\nmodule ");
    modules.put(module, firstLine + "\n//\n" + guarded + "\n`default_nettype wire\n");
  }
}
