/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop.worker;

import dev.duly.shop.handlers.CreditBureau;
import java.math.BigDecimal;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A credit bureau that does not answer the first time it is asked about some of the orders: which
 * ones is a function of the seed.
 */
final class FlakyBureau implements CreditBureau {
  private final long seed;
  private final double share;
  private final BigDecimal limit;
  private final Set<String> askedBefore = ConcurrentHashMap.newKeySet();

  FlakyBureau(long seed, double share, BigDecimal limit) {
    this.seed = seed;
    this.share = share;
    this.limit = limit;
  }

  @Override
  public BigDecimal limit(String customerId, String inquiry) {
    SplittableRandom random = new SplittableRandom(seed ^ inquiry.hashCode());
    if (random.nextDouble() < share && askedBefore.add(inquiry)) {
      throw new UnavailableException("the credit bureau does not answer about " + inquiry);
    }
    return limit;
  }
}
