package org.lexicore.cli.accelerator;

import java.util.Map;

/** Writes a commented {@code accelerator.yaml} that states every field; and the table of the fields for the docs. */
public final class AcceleratorTemplate {
  private static final int COMMENT_COLUMN = 32;

  private AcceleratorTemplate() {}

  /** The file with each field's example value, those of {@code values} (path → value) replaced. */
  public static String yaml(Map<String, ?> values) {
    StringBuilder text = new StringBuilder("# An accelerator; docs/accelerator-yaml.md explains each field.\n");
    String section = "";
    for (AcceleratorField field : AcceleratorField.ALL) {
      if (!field.section().equals(section)) {
        section = field.section();
        if (!section.isEmpty()) {
          text.append('\n').append(section).append(":\n");
        } else {
          text.append('\n');
        }
      }
      boolean unset = !values.containsKey(field.path()) || values.get(field.path()).toString().isEmpty();
      Object value = unset ? field.example() : values.get(field.path());
      boolean stated = !unset || field.stated() && !values.containsKey(field.path());
      String key = (section.isEmpty() ? "" : "  ") + (stated ? "" : "# ") + field.key() + ": " + value;
      text.append(key).append(" ".repeat(Math.max(1, COMMENT_COLUMN - key.length()))).append("# ").append(comment(field)).append('\n');
    }
    return text.toString();
  }

  private static String comment(AcceleratorField field) {
    return field.meaning() + (field.fallback().isPresent() ? " [" + field.fallbackText() + "]" : "");
  }

  /** The fields as a table in Markdown. */
  public static String table() {
    StringBuilder text = new StringBuilder("| field | value | where the file is silent | meaning |\n|---|---|---|---|\n");
    for (AcceleratorField field : AcceleratorField.ALL) {
      text.append("| `").append(field.path()).append("` | ").append(field.kind().noun()).append(" | ")
          .append(field.fallbackText()).append(" | ").append(field.meaning()).append(" |\n");
    }
    return text.toString();
  }
}
