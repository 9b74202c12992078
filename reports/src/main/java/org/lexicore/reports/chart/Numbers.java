package org.lexicore.reports.chart;

import java.math.BigDecimal;
import java.math.MathContext;
import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;
import java.util.Locale;

/** Numbers as the report shows them, the same in every locale. */
public final class Numbers {
  private static final char GROUP = ' ';
  private static final int DIGITS = 4;
  private static final String[] PREFIXES = {"", " k", " M", " G", " T"};

  private Numbers() {}

  /** A whole number with groups of three digits. */
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number).replace(',', GROUP);
  }

  /** A whole number in full, any other with four significant digits. */
  public static String of(double value) {
    if (value == Math.rint(value) && Math.abs(value) < Long.MAX_VALUE) {
      return count((long) value);
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(DIGITS)).stripTrailingZeros();
    return rounded.scale() <= 0 ? count(rounded.longValue()) : rounded.toPlainString();
  }

  /** Short, for an axis: 2 500 000 is {@code 2.5 M}. */
  static String brief(double value) {
    int power = 0;
    double left = value;
    while (Math.abs(left) >= 1000 && power < PREFIXES.length - 1) {
      left /= 1000;
      power++;
    }
    return of(left) + PREFIXES[power];
  }

  /** {@link #brief} for JFreeChart's axes. */
  static NumberFormat axis() {
    return new NumberFormat() {
      @Override
      public StringBuffer format(double number, StringBuffer to, FieldPosition position) {
        return to.append(brief(number));
      }

      @Override
      public StringBuffer format(long number, StringBuffer to, FieldPosition position) {
        return to.append(brief(number));
      }

      @Override
      public Number parse(String text, ParsePosition position) {
        throw new UnsupportedOperationException("an axis is only written");
      }
    };
  }
}
