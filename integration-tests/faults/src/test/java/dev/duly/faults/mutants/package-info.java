/* SPDX-License-Identifier: Apache-2.0 */
/** Bugs other systems really had, put between the pipeline and its ports or into its handlers. */
@NullMarked
package dev.duly.faults.mutants;

import org.jspecify.annotations.NullMarked;
