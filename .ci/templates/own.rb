class Own < Formula
  desc "Who owns this system, whom to call now, and what approval a change needs"
  homepage "@URL@"
  version "@VERSION@"
  license any_of: ["MIT", "Apache-2.0"]

  on_macos do
    on_arm do
      url "@ARCHIVE:aarch64-apple-darwin@"
      sha256 "@SHA256:aarch64-apple-darwin@"
    end
    on_intel do
      url "@ARCHIVE:x86_64-apple-darwin@"
      sha256 "@SHA256:x86_64-apple-darwin@"
    end
  end

  on_linux do
    on_arm do
      url "@ARCHIVE:aarch64-unknown-linux-musl@"
      sha256 "@SHA256:aarch64-unknown-linux-musl@"
    end
    on_intel do
      url "@ARCHIVE:x86_64-unknown-linux-musl@"
      sha256 "@SHA256:x86_64-unknown-linux-musl@"
    end
  end

  def install
    bin.install "own"
    man1.install Dir["man/man1/*"]
    man5.install Dir["man/man5/*"]
    bash_completion.install "completions/own.bash" => "own"
    fish_completion.install "completions/own.fish"
    zsh_completion.install "completions/_own"
    doc.install "data", "THIRD-PARTY.txt"
  end

  test do
    assert_match "DB Admin Team", shell_output("#{bin}/own who --system postgres --area backup")
  end
end
