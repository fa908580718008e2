cd "$(mktemp -d)" && mkdir rules && cp "$OLDPWD/small.precept" "$OLDPWD/canonical.precept" "$OLDPWD/syntax_error.precept" rules && ln -s small.precept rules/link && chmod 640 rules/small.precept
precept fmt rules; echo "status $?"
precept fmt rules/small.precept rules/canonical.precept
cat rules/small.precept
stat -c '%a %F' rules/small.precept rules/link
echo 'fact a yes/no' > bare.precept; precept fmt bare.precept
precept fmt nowhere.precept
ls rules
