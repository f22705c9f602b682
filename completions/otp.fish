# fish completion for otp(1). Account names are completed while the vault is
# unlocked ("otp unlock"); nothing is ever asked for.
set -l commands init add new import get run extract list show qr edit \
    remove trash recovery verify log undo restore backup merge export passwd \
    recipients unlock lock status doctor help

function __otp_formats
    otp import --list 2>/dev/null
end

function __otp_accounts
    set -l vault
    set -l words (commandline -opc)
    for i in (seq (count $words))
        switch $words[$i]
            case -V --vault
                set vault --vault=(string replace -r '^~/' "$HOME/" -- $words[(math $i + 1)])
            case '--vault=*'
                set vault $words[$i]
        end
    end
    otp $vault complete-accounts 2>/dev/null
end

function __otp_export_formats
    otp export --list 2>/dev/null
end

# One word without a dash stands between the command and the cursor.
function __otp_second_operand
    set -l words (commandline -opc | string match -v -- '-*')
    test (count $words) -eq 3
end

complete -c otp -f

complete -c otp -s V -l vault -r -F -d 'The vault'
complete -c otp -l identity -r -F -d 'Open the vault with the age identities in a file'
complete -c otp -l passphrase-file -r -F -d 'Take the passphrase from a file'
complete -c otp -l passphrase-fd -x -d 'Take it from a descriptor'
complete -c otp -l passphrase-command -x -a '(__fish_complete_command)' -d 'Take it from what a command prints'
complete -c otp -l at -x -d 'Make the codes of a time'
complete -c otp -l no-color -d 'No colours on the terminal'
complete -c otp -l plain -d 'Lines of text instead of the screen'
complete -c otp -s q -l quiet -d 'No notes and warnings, only errors'
complete -c otp -s h -l help -d 'Show help and exit'
complete -c otp -l version -d 'Show the version and exit'

set -l no_command "not __fish_seen_subcommand_from $commands"
complete -c otp -n $no_command -a init -d 'Create the vault'
complete -c otp -n $no_command -a add -d 'Add an account by its text key or otpauth:// URI'
complete -c otp -n $no_command -a new -d 'Make a random key for a service or a second device'
complete -c otp -n $no_command -a import -d 'Add the accounts in screenshots and backups'
complete -c otp -n $no_command -a get -d 'Print the code of an account'
complete -c otp -n $no_command -a run -d 'Run a command and type the code it asks for'
complete -c otp -n $no_command -a extract -d 'Print the code in a mail or text message'
complete -c otp -n $no_command -a list -d 'List the accounts'
complete -c otp -n $no_command -a show -d 'Show all fields of an account'
complete -c otp -n $no_command -a qr -d 'Show the QR code of an account again'
complete -c otp -n $no_command -a edit -d 'Change fields of an account'
complete -c otp -n $no_command -a remove -d 'Move accounts to the trash'
complete -c otp -n $no_command -a trash -d 'List, restore or empty the trash'
complete -c otp -n $no_command -a recovery -d 'Keep recovery codes'
complete -c otp -n $no_command -a verify -d 'Check a code that somebody else gives'
complete -c otp -n $no_command -a log -d 'List the revisions of the vault'
complete -c otp -n $no_command -a undo -d 'Take the last change back'
complete -c otp -n $no_command -a restore -d 'Go back to an earlier revision'
complete -c otp -n $no_command -a backup -d 'Write an encrypted copy and check it'
complete -c otp -n $no_command -a merge -d 'Take in diverged copies of the vault'
complete -c otp -n $no_command -a export -d 'Write the accounts for other programs and devices'
complete -c otp -n $no_command -a passwd -d 'Change the passphrase'
complete -c otp -n $no_command -a recipients -d 'List or change who can open the vault'
complete -c otp -n $no_command -a unlock -d 'Open the vault for a while'
complete -c otp -n $no_command -a lock -d 'Take back what unlock has given'
complete -c otp -n $no_command -a status -d 'Tell whether the vault is unlocked'
complete -c otp -n $no_command -a doctor -d 'Look for what may be wrong'
complete -c otp -n $no_command -a help -d 'Show all commands, or the options of one'

set -l seen __fish_seen_subcommand_from
complete -c otp -n "$seen get show qr remove edit verify run" -a '(__otp_accounts)'
complete -c otp -n "$seen recovery; and not __otp_second_operand" -a '(__otp_accounts)'

complete -c otp -n "$seen init" -l work-factor -x -d 'Base-2 logarithm of the cost of a guess'
complete -c otp -n "$seen init" -l recipient -x -d 'No passphrase, but a public key'

complete -c otp -n "$seen passwd export" -l new-passphrase-file -r -F -d 'Take the new passphrase from a file'
complete -c otp -n "$seen passwd export" -l new-passphrase-fd -x -d 'Take it from a descriptor'
complete -c otp -n "$seen passwd export" -l work-factor -x -d 'Base-2 logarithm of the cost of a guess'
complete -c otp -n "$seen recipients" -a 'list add remove'
complete -c otp -n "$seen recipients" -l json -d 'List as one JSON object'

complete -c otp -n "$seen add new edit" -l issuer -x -d 'The service'
complete -c otp -n "$seen add new edit" -l type -x -a 'totp hotp steam' -d 'Kind of codes'
complete -c otp -n "$seen add new edit" -l algorithm -x -a 'SHA1 SHA256 SHA512' -d 'Hash function'
complete -c otp -n "$seen add new edit" -l digits -x -d 'Length of the codes'
complete -c otp -n "$seen add new edit" -l period -x -d 'Seconds that a code lives'
complete -c otp -n "$seen add new edit" -l counter -x -d 'The next counter to use'
complete -c otp -n "$seen add new edit" -l tag -x -d 'A tag'
complete -c otp -n "$seen add new edit" -l note -x -d 'Free text'
complete -c otp -n "$seen add new edit" -l favorite -d 'One of the favorites'

complete -c otp -n "$seen add" -l json -d 'The account and its codes as JSON'

complete -c otp -n "$seen new" -l recovery -x -d 'Make recovery codes, too'
complete -c otp -n "$seen new" -l invert -d 'Swap dark and light'
complete -c otp -n "$seen new" -l ascii -d 'Draw with # and blanks only'
complete -c otp -n "$seen new" -l json -d 'As one JSON object'

complete -c otp -n "$seen edit" -l rename -x -d 'Another name'
complete -c otp -n "$seen edit" -l resync -x -d 'The counter of the code expected next'
complete -c otp -n "$seen edit" -l duplicate -x -d 'Add one like it with this name'
complete -c otp -n "$seen edit" -l key -d 'Ask for another text key'
complete -c otp -n "$seen edit" -l untag -x -d 'Without this tag'
complete -c otp -n "$seen edit" -l no-favorite -d 'No favorite any more'

complete -c otp -n "$seen import" -F
complete -c otp -n "$seen import" -l from -x -a '(__otp_formats)' -d 'What the files are'
complete -c otp -n "$seen import" -l list -d 'List the formats'
complete -c otp -n "$seen import" -l dry-run -d 'Only tell what would happen'
complete -c otp -n "$seen import" -l clipboard -d 'Also the picture on the clipboard'
complete -c otp -n "$seen import" -l screen -d 'Also a picture of the screen'
complete -c otp -n "$seen import" -l camera -d 'Also the QR code before the camera'
complete -c otp -n "$seen import" -l no-sandbox -d 'Read pictures that you trust without it'
complete -c otp -n "$seen import" -l source-passphrase-file -r -F -d 'Passphrase of an encrypted backup'
complete -c otp -n "$seen import" -l json -d 'As one JSON object'

complete -c otp -n "$seen get" -s n -l next -d 'The code after this one'
complete -c otp -n "$seen get" -s c -l copy -d 'To the clipboard'
complete -c otp -n "$seen get" -l wait -d 'Wait for the fresh code if few seconds are left'
complete -c otp -n "$seen get" -l peek -d 'Do not advance the counter'
complete -c otp -n "$seen get" -l json -d 'As one JSON object'

complete -c otp -n "$seen run" -l prompt -x -d 'A line that matches asks for the code, too'

complete -c otp -n "$seen extract" -l from -x -d 'The account it should be for'
complete -c otp -n "$seen extract" -l json -d 'As one JSON object'

complete -c otp -n "$seen list" -l codes -d 'With codes and the seconds left'
complete -c otp -n "$seen list" -l tag -x -d 'Only accounts with this tag'
complete -c otp -n "$seen list" -l format -x -d 'A line for each, by a template'
complete -c otp -n "$seen list" -l json -d 'As one JSON array'

complete -c otp -n "$seen show" -l key -d 'With the text key'
complete -c otp -n "$seen show" -l uri -d 'With the otpauth:// URI'
complete -c otp -n "$seen show" -l json -d 'As one JSON object'

complete -c otp -n "$seen qr" -s o -l output -r -F -d 'Write a picture'
complete -c otp -n "$seen qr" -l invert -d 'Swap dark and light'
complete -c otp -n "$seen qr" -l ascii -d 'Draw with # and blanks only'
complete -c otp -n "$seen qr" -l force -d 'Replace an existing file'

complete -c otp -n "$seen trash" -l json -d 'List as one JSON array'
complete -c otp -n "$seen trash" -a 'list restore empty'

complete -c otp -n "$seen recovery" -l codes -d 'List the codes themselves, too'
complete -c otp -n "$seen recovery" -l literal -d 'Add each line as it is'
complete -c otp -n "$seen recovery" -l replace -d 'The codes before count as used'
complete -c otp -n "$seen recovery" -l json -d 'As one JSON object'
complete -c otp -n "$seen recovery; and __otp_second_operand" -a 'list add use'

complete -c otp -n "$seen verify" -l window -x -d 'How many steps away a code may be'
complete -c otp -n "$seen verify" -l once -d 'Take no code twice'
complete -c otp -n "$seen verify" -l json -d 'As one JSON object'

complete -c otp -n "$seen log" -s n -l number -x -d 'Only the newest'
complete -c otp -n "$seen log" -l json -d 'As one JSON array'

complete -c otp -n "$seen undo" -l source-passphrase-file -r -F -d 'An earlier passphrase'
complete -c otp -n "$seen undo" -l json -d 'What happens as one JSON object'

complete -c otp -n "$seen restore" -l salvage -d 'Take what can be read of a damaged vault'
complete -c otp -n "$seen restore" -l source-passphrase-file -r -F -d 'An earlier passphrase'
complete -c otp -n "$seen restore" -l json -d 'What happens as one JSON object'

complete -c otp -n "$seen backup" -F
complete -c otp -n "$seen backup" -l force -d 'Replace an existing file'

complete -c otp -n "$seen merge" -F
complete -c otp -n "$seen merge" -l dry-run -d 'Only tell what would happen'
complete -c otp -n "$seen merge" -l source-passphrase-file -r -F -d 'Passphrase of the copies'
complete -c otp -n "$seen merge" -l json -d 'What happens as one JSON object'

complete -c otp -n "$seen export" -l format -x -a '(__otp_export_formats)' -d 'What to write'
complete -c otp -n "$seen export" -l list -d 'List the formats'
complete -c otp -n "$seen export" -s o -l output -r -F -d 'Write a file'
complete -c otp -n "$seen export" -l plain -d 'Unencrypted'
complete -c otp -n "$seen export" -l encrypt -d 'As an age file'
complete -c otp -n "$seen export" -l force -d 'Replace an existing file'

complete -c otp -n "$seen unlock" -l for -x -d 'How long, as 15m'

complete -c otp -n "$seen doctor" -l json -d 'As one JSON array'
complete -c otp -n "$seen status" -l json -d 'As one JSON object'

complete -c otp -n "$seen help" -a "$commands"
