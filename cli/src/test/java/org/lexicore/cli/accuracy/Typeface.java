package org.lexicore.cli.accuracy;

import java.awt.Font;
import java.awt.FontFormatException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Typefaces of the Debian package fonts-dejavu-core, read as files: what fontconfig would choose differs between machines. */
enum Typeface {
  SANS("DejaVuSans"),
  SANS_BOLD("DejaVuSans-Bold"),
  SERIF("DejaVuSerif"),
  SERIF_BOLD("DejaVuSerif-Bold"),
  MONO("DejaVuSansMono"),
  MONO_BOLD("DejaVuSansMono-Bold");

  private final String file;

  Typeface(String file) {
    this.file = file;
  }

  /** The typeface with letters of {@code size} pixels. */
  Font size(float size) {
    try {
      return Font.createFont(Font.TRUETYPE_FONT, new File("/usr/share/fonts/truetype/dejavu/" + file + ".ttf")).deriveFont(size);
    } catch (FontFormatException e) {
      throw new IllegalStateException(file, e);
    } catch (IOException e) {
      throw new UncheckedIOException("install fonts-dejavu-core", e);
    }
  }
}
