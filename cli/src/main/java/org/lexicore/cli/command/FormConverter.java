package org.lexicore.cli.command;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.lexicore.reports.area.CodebookForm;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A codebook's form as it is written on the command line: {@code mask-rom}. */
final class FormConverter implements ITypeConverter<CodebookForm> {
  @Override
  public CodebookForm convert(String value) {
    for (CodebookForm form : CodebookForm.values()) {
      if (name(form).equals(value)) {
        return form;
      }
    }
    List<String> known = Arrays.stream(CodebookForm.values()).map(FormConverter::name).toList();
    throw new TypeConversionException("'" + value + "' is not one of " + String.join(", ", known));
  }

  private static String name(CodebookForm form) {
    return form.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
