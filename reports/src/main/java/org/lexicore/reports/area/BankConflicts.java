package org.lexicore.reports.area;

/** What random accesses to banks cost: a bank answers one a cycle, so that the fullest one decides. */
final class BankConflicts {
  private BankConflicts() {}

  /**
   * Expected cycles until {@code accesses} are served that hit {@code banks} independently and evenly: the expected size of the fullest
   * bank.
   *
   * <p>Of bⁿ ways, n!·[xⁿ](Σ xᵏ/k!)ᵇ with k ≤ m leave no bank with more than m.
   */
  static double expectedCycles(int accesses, int banks) {
    double expected = 0;
    for (int most = 0; most < accesses; most++) {
      expected += 1 - probabilityOfAtMost(most, accesses, banks);
    }
    return expected;
  }

  private static double probabilityOfAtMost(int most, int accesses, int banks) {
    double[] ways = new double[accesses + 1];
    ways[0] = 1;
    // Each bank takes its share of the accesses with probability 1/b each: the factors 1/k! and 1/bᵏ go together.
    for (int bank = 0; bank < banks; bank++) {
      double[] next = new double[accesses + 1];
      for (int before = 0; before <= accesses; before++) {
        double term = ways[before];
        for (int taken = 0; taken <= most && before + taken <= accesses; taken++) {
          next[before + taken] += term;
          term /= (taken + 1.0) * banks;
        }
      }
      ways = next;
    }
    double factorial = 1;
    for (int k = 2; k <= accesses; k++) {
      factorial *= k;
    }
    return ways[accesses] * factorial;
  }
}
