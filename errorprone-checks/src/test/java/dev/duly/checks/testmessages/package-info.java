/* SPDX-License-Identifier: Apache-2.0 */
/** Messages the tests read from class files. */
package dev.duly.checks.testmessages;
