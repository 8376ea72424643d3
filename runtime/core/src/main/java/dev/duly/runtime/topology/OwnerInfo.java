/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.topology;

/**
 * Who answers for a group, as declared by {@code @Owner}; parts not declared are empty.
 *
 * @param team the team
 * @param contact how to reach it
 * @param runbook the address of the page that says what to do
 */
public record OwnerInfo(String team, String contact, String runbook) {
  /** No owner declared. */
  public static final OwnerInfo NONE = new OwnerInfo("", "", "");
}
