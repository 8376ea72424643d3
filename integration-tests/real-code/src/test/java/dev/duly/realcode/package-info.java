/* SPDX-License-Identifier: Apache-2.0 */
/** What javac prints is read right: nothing here needs a network. */
package dev.duly.realcode;
