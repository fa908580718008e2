// Memory for a server that checks a large workspace at every keystroke.
#pragma once

namespace precept::lsp {

/// Asks the system for large pages for what is allocated from now on (the first GiB of it), and
/// keeps what is freed for the next view: trees and programs are walked all over, which with small
/// pages takes a third longer. To be called when the process starts; does nothing where there are
/// no such pages.
void prefer_large_pages();

} // namespace precept::lsp
