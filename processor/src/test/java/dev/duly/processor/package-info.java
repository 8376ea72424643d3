/* SPDX-License-Identifier: Apache-2.0 */
/** The processors as a user meets them: sources in, messages and files out. */
package dev.duly.processor;
