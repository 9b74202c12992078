package org.lexicore.testbenches;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lexicore.testbenches.Coverage.Kind;
import org.lexicore.testbenches.Coverage.Point;

/** Signals' bits as Verilator names them, gathered to ranges for readers. */
final class SignalBits {
  private static final Pattern BIT = Pattern.compile("(.*)\\[(\\d+)\\]");

  private SignalBits() {}

  /** The bits that never changed: {@code FILE:LINE signal[31:12,3]}, in the order of the lines. */
  static List<String> unchanged(SortedMap<Point, Long> counts) {
    Map<String, TreeSet<Integer>> bits = new LinkedHashMap<>();
    counts.forEach((point, count) -> {
      if (point.kind() == Kind.TOGGLE && count == 0) {
        Matcher bit = BIT.matcher(point.what());
        String place = point.file() + ":" + point.line() + " ";
        if (bit.matches()) {
          bits.computeIfAbsent(place + bit.group(1), signal -> new TreeSet<>()).add(Integer.parseInt(bit.group(2)));
        } else {
          bits.computeIfAbsent(place + point.what(), signal -> new TreeSet<>());
        }
      }
    });
    List<String> names = new ArrayList<>();
    bits.forEach((signal, which) -> names.add(which.isEmpty() ? signal : signal + "[" + ranges(which) + "]"));
    return names;
  }

  private static String ranges(TreeSet<Integer> bits) {
    List<String> ranges = new ArrayList<>();
    for (Integer high = bits.last(); high != null; ) {
      int low = high;
      while (bits.contains(low - 1)) {
        low--;
      }
      ranges.add(low == high ? String.valueOf(high) : high + ":" + low);
      high = bits.lower(low);
    }
    return String.join(",", ranges);
  }
}
